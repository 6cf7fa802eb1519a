"""The service portfolio: the SMS scope, the catalogue, service requirements and hours of service."""
