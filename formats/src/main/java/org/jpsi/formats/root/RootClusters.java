package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.events.EventSource.Cluster;

/// Clusters of a tree: ranges of entries that no basket of a branch leaves.
final class RootClusters {
  private RootClusters() {}

  static List<Cluster> of(RootTree tree) {
    List<Branch> branches = tree.branches().stream().filter(b -> !b.baskets().isEmpty()).toList();
    List<Cluster> clusters = new ArrayList<>();
    // for each branch, the basket that begins at the last common entry or after it
    int[] basket = new int[branches.size()];
    long begin = 0;
    while (begin < tree.entries()) {
      long end = next(branches, basket, begin, tree.entries());
      clusters.add(new Cluster(begin, end));
      begin = end;
    }
    return clusters;
  }

  /// The first entry after `begin` where all branches begin a basket, or the end.
  private static long next(List<Branch> branches, int[] basket, long begin, long entries) {
    long candidate = begin + 1;
    boolean agreed = branches.isEmpty();
    while (!agreed) {
      agreed = true;
      for (int b = 0; b < basket.length; b++) {
        List<Basket> baskets = branches.get(b).baskets();
        while (basket[b] < baskets.size() && baskets.get(basket[b]).first() < candidate) {
          basket[b]++;
        }
        long first = basket[b] < baskets.size() ? baskets.get(basket[b]).first() : entries;
        agreed &= first == candidate;
        candidate = first;
      }
      agreed |= candidate == entries;
    }
    return branches.isEmpty() ? entries : candidate;
  }
}
