"""Beijing as a flat plane: degrees stretched to metres for the latitude of its middle.

Within the city a distance is off by two per cent at most, at its northern and southern ends.
The index of the search entries is built with these numbers.
"""

METRES_PER_DEGREE_NORTH = 111_035.0
METRES_PER_DEGREE_EAST = 85_290.0  # at 40 degrees north
