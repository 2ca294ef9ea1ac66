"""Static files under names that hold their own checksum, so that a browser may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    # Our script is a module that imports two others; without this it would ask for them by their unhashed names.
    support_js_module_import_aggregation = True
