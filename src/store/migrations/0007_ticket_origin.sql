-- Where a judged ticket came from and what it is about, as far as its sender said so.
ALTER TABLE ticket ADD COLUMN channel TEXT;
ALTER TABLE ticket ADD COLUMN product TEXT;
