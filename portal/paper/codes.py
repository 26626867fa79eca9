"""QR codes: an address for a telephone's camera."""

import io

import segno

# A telephone's camera reads no longer address, neither from paper nor from a screen.
LONGEST = 700


def drawing(address: str) -> str:
    """Draw an address as SVG, of whatever size it is given."""
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, omitsize=True, nl=False
    )
    return drawn.getvalue().decode()
