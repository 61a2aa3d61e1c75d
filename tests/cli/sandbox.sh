# In its sandbox the reader cannot open, change or remove a file. Only a helper that removes
# files can remove one.
touch file
mkdir directory
"$BUILD/sandboxed" >run.out 2>run.err
equal "what the reader can do" "$(cat run.out run.err)" ""
"$BUILD/sandboxed" removes >run.out 2>run.err
equal "what a helper can do" "$(cat run.out run.err)" "remove
remove a directory"
equal "what is left" "$(ls -d file directory 2>/dev/null || true)" ""
