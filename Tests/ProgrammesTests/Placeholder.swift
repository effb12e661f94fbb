// Stories of programmes come here.
