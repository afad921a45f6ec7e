"""What is measured and not tested: `python -m bench` compares the service with two other endpoints, `bench/README.md` tells how to read it."""
