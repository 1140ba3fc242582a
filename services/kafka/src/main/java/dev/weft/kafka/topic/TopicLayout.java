package dev.weft.kafka.topic;

import java.util.List;

/**
 * The topics as they are once {@link TopicSetup} is done.
 *
 * @param imagePartitions partitions of each image topic: partition N of one holds the same images
 *     as partition N of the others
 * @param notificationPartitions partitions of the bucket notifications' topic
 * @param created the topics that this call made, sorted
 */
public record TopicLayout(int imagePartitions, int notificationPartitions, List<String> created) {}
