"""What a plan is made of: items, links, roll-up, fiscal years. Imports no Sphinx."""
