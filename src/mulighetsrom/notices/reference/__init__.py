"""What the engine knows besides the notices: dated tables of facts, each a CSV file in ``data/`` with its source.

======================  =====================================================================================
`municipalities`        today's municipalities and counties, their earlier numbers, and whom a buyer belongs to
`thresholds`            the amounts from which the procurement rules apply, by date
`cpv`                   what CPV codes are called
`focus_areas`           which focus area a CPV code belongs to
`cooperations`          who buys for whom
`organisation_numbers`  Norwegian organisation numbers in all the forms that people write them
`population`            how many people live there, where an installation has added it
`boundaries`            the municipalities' boundaries, likewise
`added`                 adds those two, and the full CPV list
======================  =====================================================================================
"""
