"""YAML files that people write: read with the line each thing stands on, checked, written."""
