"""Changes of the catalogue in; hubs, webhooks and mailboxes that were told of them out."""
