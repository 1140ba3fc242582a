/** Clients that use a running system, and a recorder of what its topics say. */
package dev.weft.chaos.workload;
