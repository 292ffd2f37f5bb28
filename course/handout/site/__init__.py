"""The site: labs with the outputs of their demos, claims, datasheets, guides and the API, as static pages."""
