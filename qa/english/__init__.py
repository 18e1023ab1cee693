"""What knows English: times, names, countries, titles, quantities, units."""
