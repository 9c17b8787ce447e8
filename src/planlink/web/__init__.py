"""The local page (planlink serve): server-made HTML over one workspace, small JavaScript modules, nothing from outside.

`gate` lets in and keeps out, `city` holds the state that pages show, `decide` alone writes, `pages` answers addresses.
"""
