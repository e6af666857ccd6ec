"""What the public account counts. Each figure is a query or two, however many advices there are."""
