"""The room of whole corpora: shards in, Parquet out, on one machine or many."""
