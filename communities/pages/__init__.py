"""The communities' own pages. They gather what stands in every package below them."""
