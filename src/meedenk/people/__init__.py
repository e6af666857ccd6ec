"""Who we are: members and their terms, the steering group, support, departments and officials."""
