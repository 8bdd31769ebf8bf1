-- What everybody sees beside the copy of a case: pictures made anew with places painted over. A JPEG, base64.
CREATE TABLE publication_pictures (case_id BIGINT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL, jpeg TEXT NOT NULL, PRIMARY KEY (case_id, number));
