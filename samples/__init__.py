"""Small fictional organisers' web sites: a day goes in, pages and the events they tell come out."""
