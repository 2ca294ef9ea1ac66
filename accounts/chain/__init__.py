"""The chain of hashes over every history entry: what an entry says, adding it, and proving that none was touched."""

from accounts.chain.sealing import seal, sealed_together

__all__ = ["seal", "sealed_together"]
