package org.jpsi.formats.rntuple;

/// Cluster group: clusters whose pages one page list locates.
///
/// @param first entry of the group
/// @param entries of all its clusters
record ClusterGroup(long first, long entries, int clusters, EnvelopeLink pageList) {
  static ClusterGroup read(EnvelopeInput b) {
    return new ClusterGroup(b.i64(), b.i64(), b.i32(), EnvelopeLink.read(b));
  }
}
