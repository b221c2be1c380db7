"""A linear text classifier: learned with scikit-learn, and read with numpy alone.

Whoever only reads a model never loads the machine-learning library, which takes more memory than
everything else the running bot holds.
"""

from flows.classifier.features import Features, Row, View
from flows.classifier.model import LinearModel

__all__ = ["Features", "LinearModel", "Row", "View"]
