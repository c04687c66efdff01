module example.com/app

go 1.24

require github.com/gobuffalo/pop/v6 v6.1.1
