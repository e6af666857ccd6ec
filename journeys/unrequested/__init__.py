"""What the unrequested flow has of its own: from the concern of a resident to what they hear in the end."""
