"""Who follows us by mail without an account: everything, a theme, or one trajectory."""
