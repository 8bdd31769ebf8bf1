-- Where an area stands on the map of squares: "column,row", from the upper left; none for those that are laid out by name.
ALTER TABLE areas ADD COLUMN tile TEXT;
