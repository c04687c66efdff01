INSERT INTO accounts VALUES (1, 'a@example.com') ON CONFLICT DO NOTHING;
