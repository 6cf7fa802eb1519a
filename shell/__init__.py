"""The frame: registry, navigation, page layout. It knows no models and imports no room."""
