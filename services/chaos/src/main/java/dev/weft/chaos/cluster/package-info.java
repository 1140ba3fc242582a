/** Processes of a local cluster, the network between them, their clocks and their disks. */
package dev.weft.chaos.cluster;
