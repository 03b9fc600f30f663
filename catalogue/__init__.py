"""The ground floor: Draft, Listing, errors, filters and the store. It knows no room above it."""
