"""What is made of a year beside its report: documents and lists of what is in it."""
