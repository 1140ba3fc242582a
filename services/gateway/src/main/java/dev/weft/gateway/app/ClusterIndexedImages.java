package dev.weft.gateway.app;

import dev.weft.gateway.reconcile.IndexedImages;
import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.CompleteViews;
import dev.weft.gateway.views.streams.LocalViews;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Known images, from the views of all replicas: each is queried once about all images of its
 * partitions.
 */
record ClusterIndexedImages(LocalViews local, CompleteViews here, HttpPeers peers)
    implements IndexedImages {

  @Override
  public KnownImages among(Collection<String> imageIds) {
    Map<HostInfo, List<String>> byOwner =
        imageIds.stream().distinct().collect(Collectors.groupingBy(local::ownerOf));
    List<KnownImages> parts = new ArrayList<>();
    byOwner.forEach(
        (owner, ids) ->
            parts.add(owner.equals(local.self()) ? here.among(ids) : peers.known(owner, ids)));
    return KnownImages.union(parts);
  }
}
