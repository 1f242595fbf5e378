-- Why a case was revoked, in the words of whoever did it; NULL where nobody said, or another case took its place.
ALTER TABLE taught_case ADD COLUMN revoked_because TEXT;
