"""备案前校验: may each document of a batch be filed, what is missing, by when; its ledger in and out."""
