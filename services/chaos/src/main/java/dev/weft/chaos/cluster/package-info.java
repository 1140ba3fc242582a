/** Processes of a local cluster, the network between them, their clocks and disks. */
package dev.weft.chaos.cluster;
