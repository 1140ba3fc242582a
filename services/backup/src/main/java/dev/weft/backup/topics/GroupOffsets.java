package dev.weft.backup.topics;

import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads and restores the committed offsets of consumer groups. */
final class GroupOffsets {
  private final Admin admin;

  GroupOffsets(Admin admin) {
    this.admin = admin;
  }

  /**
   * Reads the offsets that all consumer groups have committed in the topics. Groups of Kafka
   * Streams applications are omitted: their state is in changelogs, which are not backed up, and
   * without their offsets they rebuild it from the topics.
   *
   * @param topics names of the topics
   * @param all names of all topics of the cluster
   */
  List<Group> read(Set<String> topics, Set<String> all) {
    List<Group> groups = new ArrayList<>();
    List<String> names = names();
    Set<String> streams = streams(names, all);
    for (String group : names) {
      if (streams.contains(group)) {
        continue;
      }
      List<Offset> offsets = new ArrayList<>();
      committed(group)
          .forEach(
              (partition, offset) -> {
                if (offset != null && topics.contains(partition.topic())) {
                  offsets.add(
                      new Offset(partition.topic(), partition.partition(), offset.offset()));
                }
              });
      offsets.sort(Comparator.comparing(Offset::topic).thenComparing(Offset::partition));
      if (!offsets.isEmpty()) {
        groups.add(new Group(group, offsets));
      }
    }
    return groups;
  }

  private List<String> names() {
    Collection<GroupListing> groups =
        KafkaCall.get(
            "list consumer groups", admin.listGroups(ListGroupsOptions.forConsumerGroups()).all());
    return groups.stream().map(GroupListing::groupId).sorted().toList();
  }

  /**
   * Streams names its internal topics after the application, whose id is the name of its group. An
   * id may be the beginning of another one: the longest that fits is the topic's.
   */
  private static Set<String> streams(List<String> groups, Set<String> topics) {
    Set<String> streams = new HashSet<>();
    for (String topic : topics) {
      if (topic.endsWith("-changelog") || topic.endsWith("-repartition")) {
        groups.stream()
            .filter(group -> topic.startsWith(group + "-"))
            .max(Comparator.comparing(String::length))
            .ifPresent(streams::add);
      }
    }
    return streams;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return KafkaCall.get(
        "read the offsets of group " + group,
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  /** Returns the number of members of those groups that have any. */
  Map<String, Integer> members(Collection<String> groups) {
    Map<String, Integer> members = new HashMap<>();
    Set<String> known = Set.copyOf(names());
    List<String> wanted = groups.stream().filter(known::contains).toList();
    admin
        .describeConsumerGroups(wanted)
        .describedGroups()
        .forEach(
            (group, answer) -> {
              ConsumerGroupDescription description =
                  KafkaCall.get("describe group " + group, answer);
              if (!description.members().isEmpty()) {
                members.put(group, description.members().size());
              }
            });
    return members;
  }

  void restore(Group group) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Offset offset : group.offsets()) {
      offsets.put(
          new TopicPartition(offset.topic(), offset.partition()),
          new OffsetAndMetadata(offset.offset()));
    }
    KafkaCall.get(
        "restore the offsets of group " + group.name(),
        admin.alterConsumerGroupOffsets(group.name(), offsets).all());
  }
}
