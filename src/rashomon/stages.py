"""All stages of the pipeline, imported: for who serves, or counts a page's seconds, and must not wait in the midst of it."""

from __future__ import annotations

import rashomon.alignment.aligning
import rashomon.alignment.provenance
import rashomon.attribution
import rashomon.corrections
import rashomon.discrepancies
import rashomon.entities
import rashomon.language.reading
import rashomon.reading.reader  # noqa: F401
