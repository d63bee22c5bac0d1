PRAGMA application_id = 1416590196;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE records (
    class_name TEXT NOT NULL,
    id TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expires INTEGER,
    write_id BLOB NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (class_name, id)
);
INSERT INTO "records" VALUES('SampleChild','01a1fb8e-3697-73a2-9288-a92de55cb4b6',1,1,1795221763782994,1795221763782994,NULL,X'D931F6E027A9491C82F3A42D3548FB44','{"name":"eager","day":"Friday"}');
INSERT INTO "records" VALUES('SampleChild','01a1fb8e-3697-7d81-aad5-f86d7affa071',1,1,1795221763797592,1795221763797592,NULL,X'040DF3AE65614F55BE364FF6C6FE7650','{"name":"lazy","day":9}');
INSERT INTO "records" VALUES('Sample','0198c0de-0000-7000-8000-000000000001',2,2,1795221763798987,1795221763800484,NULL,X'40A89B7C6DB74B8A93DE26D253E63FDA','{"text":"naïve \u0000 \\u0000 ✓ 𝄞 \"quoted\"","amount":1.10,"ratio":-0.0,"when":"2026-01-02T03:04:05.0000001-05:00","tag":"01890a5d-ac96-774b-bcce-b302099a8057","bytes":"AP+A","numbers":[1,null,-3],"times":{"a b":"-00:00:00.0000001","$type":"10675199.02:48:05.4775807"},"child":{"class_name":"SampleChild","id":"01a1fb8e-3697-73a2-9288-a92de55cb4b6"},"link":{"class_name":"SampleChild","id":"01a1fb8e-3697-7d81-aad5-f86d7affa071"}}');
INSERT INTO "records" VALUES('SampleChild','0198c0de-0000-7000-8000-000000000002',1,1,1795221763805095,1795221763805095,4948821763805095,X'B764F21F416A45AB8DE41374D87BB11B','{"name":"expires","day":"Sunday"}');
CREATE INDEX records_expires ON records (expires) WHERE expires IS NOT NULL;
COMMIT;
