"""What feeds `fit`: arrays, or one long series, in; batches out."""
