"""Reports: pure functions from records to files (contract.md “Output of `fadu audit`”)."""
