"""Accuracy against labelled papers: samples, gold papers, real papers, reading, kinds, bundles, red flags."""
