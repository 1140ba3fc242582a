package dev.weft.kafka.topic;

import java.util.List;

/**
 * The topics' layout after {@link TopicSetup}.
 *
 * @param imagePartitions partitions of each image topic: partition N of one holds the same images
 *     as partition N of the others
 * @param notificationPartitions partitions of the bucket notifications' topic
 * @param created the topics that were created, sorted
 */
public record TopicLayout(int imagePartitions, int notificationPartitions, List<String> created) {}
