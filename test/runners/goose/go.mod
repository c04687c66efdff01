module example.com/app

go 1.24

require github.com/pressly/goose/v3 v3.27.0
