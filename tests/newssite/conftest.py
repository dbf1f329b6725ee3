from tests.edge.conftest import paper

__all__ = ["paper"]
