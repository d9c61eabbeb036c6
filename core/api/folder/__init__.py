"""A folder as a system: the requests that other systems answer over HTTP are answered from files here.

The client, the line and the ledger do not know the difference. `incoming` is read file by file, `outgoing` is
written; a connector only says how bytes become rows and rows become bytes (`core.api.connector.Folder`).
"""
