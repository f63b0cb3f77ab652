"""The `racenews archive` command: millions of dumps, in partitions, on the cores of this machine or on a Dask cluster.

`partitions` cuts what came in, `worker` cleans one partition, `run` goes through all of them and sums up, `cluster`
is the only module that knows Dask.
"""
