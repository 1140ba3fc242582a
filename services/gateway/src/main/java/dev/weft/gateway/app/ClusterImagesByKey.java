package dev.weft.gateway.app;

import dev.weft.gateway.erasures.ImagesByKey;
import dev.weft.gateway.views.ImagesAtKey;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Images under an object's key, from the views of all replicas. */
record ClusterImagesByKey(ClusterViews views, LocalViews local, HttpPeers peers)
    implements ImagesByKey {

  @Override
  public Set<String> at(String key) {
    String path = HttpPeers.BY_KEY_PATH + "?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    List<ImagesAtKey> answers =
        views.gather(
            () -> local.imagesAt(key), peer -> peers.require(peer, path, ImagesAtKey.class));
    views.requireAll(
        answers.stream().flatMap(each -> each.partitions().stream()).collect(Collectors.toSet()));
    return answers.stream().flatMap(each -> each.images().stream()).collect(Collectors.toSet());
  }
}
