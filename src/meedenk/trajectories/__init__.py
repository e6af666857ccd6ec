"""The two flows: from a question or a concern, by a call and a project group, to an advice that was answered."""
