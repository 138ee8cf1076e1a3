"""How people call the rooms: `main` and one small file per verb."""
