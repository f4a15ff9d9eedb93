"""The pages of what is published and kept: publication, archive, recommendations."""
