"""The catalogs of the interface, one a language, and the glossary that they keep to."""
