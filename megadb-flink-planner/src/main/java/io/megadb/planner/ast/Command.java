package io.megadb.planner.ast;

/**
 * A statement that is not a query. The records are immutable; a null component is a clause that was
 * not written.
 */
public sealed interface Command
    permits AlterObject,
        AlterTable,
        CallProcedure,
        Comment,
        Copy,
        CreateIndex,
        CreateMaterializedView,
        CreatePropertyGraph,
        CreateSchema,
        CreateSequence,
        CreateTable,
        CreateTableAs,
        CreateView,
        CursorCommand,
        Delete,
        DoBlock,
        Drop,
        Explain,
        Insert,
        LockTable,
        MaintenanceCommand,
        Merge,
        NotificationCommand,
        PreparedCommand,
        PrivilegeCommand,
        RefreshMaterializedView,
        SessionCommand,
        TransactionCommand,
        Truncate,
        UnsupportedStatement,
        Update {}
